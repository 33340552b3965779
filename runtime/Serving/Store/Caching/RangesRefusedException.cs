namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>A source that answered with parts now answers with everything: the next attempt uses one stream.</summary>
internal sealed class RangesRefusedException(string path) : IOException($"The source no longer answers with parts of {path}.");
