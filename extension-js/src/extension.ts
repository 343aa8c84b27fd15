import { getCommandsModule } from './getCommandsModule';
import { getCustomizationModule } from './getCustomizationModule';
import { getHangingProtocolModule } from './getHangingProtocolModule';
import { getPanelModule } from './getPanelModule';
import { getSopClassHandlerModule } from './getSopClassHandlerModule';
import { extensionId } from './id';
import { connect } from './session';

const extension = {
  id: extensionId,
  preRegistration: connect,
  getCommandsModule,
  getCustomizationModule,
  getHangingProtocolModule,
  getPanelModule,
  getSopClassHandlerModule,
};

export default extension;
