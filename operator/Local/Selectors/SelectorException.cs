namespace Slipway.Local.Selectors;

/// <summary>A selector cannot be read, or names a field that cannot be selected by.</summary>
internal sealed class SelectorException(string message) : Exception(message);
