namespace Slipway.Runtime.Protocol;

/// <summary>Where the time of a model's requests went since the start.</summary>
/// <param name="Success">Answered requests, from read to answered.</param>
/// <param name="Fail">Requests that were not answered.</param>
/// <param name="Queue">Waiting.</param>
/// <param name="ComputeInput">Placing inputs.</param>
/// <param name="ComputeInfer">Running.</param>
/// <param name="ComputeOutput">Collecting outputs.</param>
public sealed record InferStatistics(
    StatisticDuration Success,
    StatisticDuration Fail,
    StatisticDuration Queue,
    StatisticDuration ComputeInput,
    StatisticDuration ComputeInfer,
    StatisticDuration ComputeOutput);
