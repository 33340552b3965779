namespace Slipway.EndToEnd.Scaling;

/// <summary>A model's scaling at one moment.</summary>
/// <param name="At">Since the recording began.</param>
/// <param name="Need">Replicas that the requests ask for, as the status says.</param>
/// <param name="Target">Replicas that there should be, as the status says.</param>
/// <param name="Ready">Replicas that serve.</param>
internal sealed record ScalingSample(TimeSpan At, int Need, int Target, int Ready);
