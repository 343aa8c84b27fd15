// OHIF's configuration where OHIF is hosted apart from our server. What is ours in it: `extensions`, `modes` and `aln`.
window.config = {
  routerBasename: null,
  // The files of our folder aln-ext, copied beside OHIF. Loading them from the server works too: 'http://127.0.0.1:8080/aln-ext/extension-aln.js'.
  extensions: ['/aln-ext/extension-aln.js'],
  modes: ['/aln-ext/mode-aln.js'],
  // Where our server is. Without this line it is looked for where the extension's files come from.
  aln: { server: 'http://127.0.0.1:8080' },
  customizationService: {},
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: false,
  investigationalUseDialog: { option: 'configure', days: 30 },
  defaultDataSourceName: 'aln',
  dataSources: [
    {
      // Through our server, which passes on to the archive. An OHIF that has a data source for the archive already keeps it.
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'aln',
      configuration: {
        friendlyName: 'Image archive',
        name: 'aln',
        qidoRoot: 'http://127.0.0.1:8080/dicomweb',
        wadoRoot: 'http://127.0.0.1:8080/dicomweb',
        wadoUriRoot: 'http://127.0.0.1:8080/dicomweb',
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
