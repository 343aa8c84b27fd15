import { protocolFor } from './hanging/protocol';
import { hangingProtocolId } from './id';

/** What OHIF knows before a study is opened; then `hangingWorkflow` puts the study's own in its place. */
export function getHangingProtocolModule() {
  return [{ name: hangingProtocolId, protocol: protocolFor(false, 0) }];
}
