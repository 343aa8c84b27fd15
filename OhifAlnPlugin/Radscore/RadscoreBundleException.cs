namespace OhifAlnPlugin.Radscore;

/// <summary>A folder is not a usable radscore bundle. The message says which file, what is wrong with it, and what is expected.</summary>
public sealed class RadscoreBundleException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence for the user.</param>
    /// <param name="innerException">What was found, if anything.</param>
    public RadscoreBundleException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
