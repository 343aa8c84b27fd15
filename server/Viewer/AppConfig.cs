using System.Text.Json;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The script <c>/app-config.js</c> that tells OHIF where its data and our extension are.</summary>
internal static class AppConfig
{
    /// <summary>
    /// SEG defaults to BINARY in Explicit VR Little Endian for OHIF's own export, which every reader knows;
    /// the investigational-use dialog stays on, as this is a product for research use only.
    /// </summary>
    /// <param name="login">The login service; null where there is none.</param>
    public static string For(OidcOptions? login) => Start + (login is null ? "" : LoginOf(login)) + Rest;

    private const string Start =
        """
        window.config = {

        """;

    private const string Rest =
        """
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

    /// <summary>
    /// Login by authorization code with PKCE; addresses are absolute because OHIF would put its router's base name into them.
    /// Values are written as JSON, so that none can leave its place.
    /// </summary>
    private static string LoginOf(OidcOptions login) => $$"""
          oidc: [{
            authority: {{JsonSerializer.Serialize(login.Authority)}},
            client_id: {{JsonSerializer.Serialize(login.ClientId)}},
            scope: {{JsonSerializer.Serialize(login.Scope)}},
            response_type: 'code',
            redirect_uri: window.location.origin + '/callback',
            silent_redirect_uri: window.location.origin + '/silent-refresh.html',
            post_logout_redirect_uri: window.location.origin + '/signed-out',
            automaticSilentRenew: true,
          }],

        """;
}
