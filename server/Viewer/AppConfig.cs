namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The script <c>/app-config.js</c> that tells OHIF where its data and our extension are.</summary>
internal static class AppConfig
{
    /// <summary>
    /// SEG defaults to BINARY in Explicit VR Little Endian for OHIF's own export, which every reader knows;
    /// the investigational-use dialog stays on, as this is a product for research use only.
    /// </summary>
    public const string Script =
        """
        window.config = {
          routerBasename: null,
          extensions: ['/aln-ext/extension-aln.js'],
          modes: ['/aln-ext/mode-aln.js'],
          customizationService: {},
          showStudyList: true,
          maxNumberOfWebWorkers: 3,
          showWarningMessageForCrossOrigin: false,
          showCPUFallbackMessage: false,
          investigationalUseDialog: { option: 'configure', days: 30 },
          defaultDataSourceName: 'aln',
          dataSources: [
            {
              namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
              sourceName: 'aln',
              configuration: {
                friendlyName: 'ALN store',
                name: 'aln',
                qidoRoot: '/dicomweb',
                wadoRoot: '/dicomweb',
                wadoUriRoot: '/dicomweb',
                qidoSupportsIncludeField: true,
                imageRendering: 'wadors',
                thumbnailRendering: 'wadors',
                enableStudyLazyLoad: true,
                supportsFuzzyMatching: false,
                supportsWildcard: true,
                bulkDataURI: { enabled: true },
                omitQuotationForMultipartRequest: true,
                segmentation: { store: { defaultMode: 'bitmap', transferSyntaxUID: '1.2.840.10008.1.2.1' } },
              },
            },
          ],
        };

        """;
}
