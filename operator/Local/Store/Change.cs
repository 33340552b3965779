namespace Slipway.Local.Store;

/// <summary>One change of the store.</summary>
/// <param name="Version">The store's version after it.</param>
/// <param name="Before">The object before; null when it was created.</param>
/// <param name="After">The object after; for a deletion its last state, at the version of the deletion.</param>
/// <param name="IsDeletion">Whether the object is gone.</param>
internal sealed record Change(long Version, StoredObject? Before, StoredObject After, bool IsDeletion);
