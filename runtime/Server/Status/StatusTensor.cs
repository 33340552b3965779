namespace Slipway.Runtime.Server.Status;

/// <summary>An input or output; -1 is a dynamic dimension.</summary>
internal sealed record StatusTensor(string Name, string Datatype, IReadOnlyList<long> Shape);
