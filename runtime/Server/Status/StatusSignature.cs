namespace Slipway.Runtime.Server.Status;

/// <summary>What the model takes and gives.</summary>
internal sealed record StatusSignature(IReadOnlyList<StatusTensor> Inputs, IReadOnlyList<StatusTensor> Outputs);
