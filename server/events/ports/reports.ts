import type { Report } from '../../../shared/reports.ts';

/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

export type FiledReport = Report & { note: string };
/** `network`: a digest of the network that it came from. */
export type CountedReport = FiledReport & { network: string };

export type Reports = {
  /** False if this reporter has reported it before, or too many reports came from one address or network. */
  file(
    event: string,
    perspective: string,
    from: { reporter: string; address: string; network: string },
    report: FiledReport,
  ): Promise<boolean>;
  about(event: string, perspective: string): Promise<CountedReport[]>;
};
