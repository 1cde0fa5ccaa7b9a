import { Component, type ReactNode } from 'react';
import type { RefusalNotice } from '../../shared/refusals.ts';
import { defectOf } from '../connection/defect.ts';

type Props = {
  children: ReactNode;
  /** A change of this value resets the boundary. */
  of?: unknown;
  instead(defect: RefusalNotice, fault: unknown): ReactNode;
};
type State = { broken: { fault: unknown } | null };

/** An error boundary, which React supports only as a class. */
export class Boundary extends Component<Props, State> {
  override state: State = { broken: null };

  static getDerivedStateFromError(fault: unknown): State {
    return { broken: { fault } };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.of !== this.props.of) this.setState({ broken: null });
  }

  override render(): ReactNode {
    const { broken } = this.state;
    return broken ? this.props.instead(defectOf(broken.fault), broken.fault) : this.props.children;
  }
}
