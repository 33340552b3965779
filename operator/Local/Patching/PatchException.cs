namespace Slipway.Local.Patching;

/// <summary>A patch cannot be applied to the object.</summary>
internal sealed class PatchException(string message) : Exception(message);
