namespace Slipway.Runtime.Protocol;

/// <summary>One element of <see cref="StatisticsMessage"/>.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="LastInference">When the last request was answered, in milliseconds since 1970; 0: never.</param>
/// <param name="InferenceCount">Inferences done: a request of 8 rows is 8.</param>
/// <param name="ExecutionCount">Runs of the model.</param>
/// <param name="InferenceStats">Where the time went.</param>
public sealed record ModelStatistics(
    string Name, string Version, long LastInference, long InferenceCount, long ExecutionCount, InferStatistics InferenceStats);
