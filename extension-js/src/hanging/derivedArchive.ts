import type { DerivedImages } from '../apiTypes';
import type { ExtensionManager } from '../ohif';

const dicomWeb = '@ohif/extension-default.dataSourcesModule.dicomweb';

/**
 * Brings computed images into OHIF: a data source of their own, beside the
 * archive, reads their headers, and OHIF makes display sets of them as of any
 * other series. OHIF keeps headers by the name of the source, so each
 * computation has one.
 */
export async function readDerived(extensionManager: ExtensionManager, root: string, { id, studyInstanceUid }: DerivedImages): Promise<void> {
  const sourceName = `aln-derived-${id}`;
  extensionManager.addDataSource({
    namespace: dicomWeb,
    sourceName,
    configuration: {
      friendlyName: sourceName,
      name: sourceName,
      qidoRoot: root,
      wadoRoot: root,
      wadoUriRoot: root,
      imageRendering: 'wadors',
      thumbnailRendering: 'wadors',
      enableStudyLazyLoad: false,
      omitQuotationForMultipartRequest: true,
    },
  });
  const [source] = extensionManager.getDataSources(sourceName) ?? [];
  if (!source) throw new Error('This version of OHIF reads no second archive.');
  source.initialize({ params: {}, query: new URLSearchParams() });
  await source.retrieve.series.metadata({ StudyInstanceUID: studyInstanceUid });
}
