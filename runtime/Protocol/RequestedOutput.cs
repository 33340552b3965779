namespace Slipway.Runtime.Protocol;

/// <summary>An output that a request names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Binary">Whether it is wanted as raw bytes; the request's <c>binary_data_output</c> where it does not say.</param>
/// <param name="Classification">How many of the highest classes are wanted instead of the tensor; 0: the tensor.</param>
public sealed record RequestedOutput(string Name, bool Binary, int Classification = 0);
