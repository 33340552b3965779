namespace Slipway.Runtime.Protocol;

/// <summary>One element of the answer of <c>POST /v2/repository/index</c>.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">READY, LOADING, UNAVAILABLE or UNLOADING.</param>
/// <param name="Reason">Why it is not ready; empty when it is.</param>
public sealed record RepositoryIndexEntry(string Name, string Version, string State, string Reason);
