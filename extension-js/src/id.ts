/** Names under which OHIF knows the extension, its modules and the mode. */
export const extensionId = '@aln/extension-aln';
export const modeId = '@aln/mode-aln';
export const panelId = `${extensionId}.panelModule.alnBurden`;
export const sopClassHandlerName = 'phases';
export const sopClassHandlerId = `${extensionId}.sopClassHandlerModule.${sopClassHandlerName}`;
export const hangingProtocolId = '@aln/burden';
