namespace Slipway.Runtime.Protocol;

/// <summary>Body of <c>POST /v2/repository/index</c>; an empty body is the same as the defaults.</summary>
/// <param name="Ready">Only models that are ready.</param>
public sealed record RepositoryIndexRequest(bool Ready = false);
