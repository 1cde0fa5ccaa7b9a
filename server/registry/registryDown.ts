import { Refusal } from '../../shared/refusals.ts';
import { outageReason } from './outageReasons.ts';

/** Runs commands; if Redis cannot serve now, throws the refusal `registryDown`. Other errors pass. */
export async function orRegistryDown<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (error) {
    throw outageReason(error) ? new Refusal('registryDown') : error;
  }
}
