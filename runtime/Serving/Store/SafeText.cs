namespace Slipway.Runtime.Serving.Store;

/// <summary>Addresses as they may appear in messages and logs.</summary>
internal static class SafeText
{
    /// <summary>The address without user information, query and fragment.</summary>
    public static string Of(Uri uri) => uri.GetComponents(
        UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path | UriComponents.KeepDelimiter, UriFormat.UriEscaped);
}
