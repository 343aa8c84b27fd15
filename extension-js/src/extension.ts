import { getCommandsModule } from './getCommandsModule';
import { getHangingProtocolModule } from './getHangingProtocolModule';
import { getPanelModule } from './getPanelModule';
import { getSopClassHandlerModule } from './getSopClassHandlerModule';
import { extensionId } from './id';
import { connect } from './session';

const extension = {
  id: extensionId,
  preRegistration: connect,
  getCommandsModule,
  getHangingProtocolModule,
  getPanelModule,
  getSopClassHandlerModule,
};

export default extension;
