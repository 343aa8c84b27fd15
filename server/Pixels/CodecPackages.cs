namespace OhifAlnPlugin.Server.Pixels;

/// <summary>Finds the folders with the codecs, by the names that the decoder's script knows: libjpeg-turbo, jpeg-lossless, charls, openjpeg, openjph.</summary>
/// <param name="cancellation">Stops fetching them.</param>
/// <exception cref="CodecUnavailableException">They cannot be had.</exception>
internal delegate Task<IReadOnlyDictionary<string, string>> CodecPackages(CancellationToken cancellation);
