namespace Slipway.Runtime.Server.Status;

/// <summary>Answer of <c>GET /status</c>, member by member as decision 0001 writes it.</summary>
internal sealed record StatusReport(
    string Phase,
    StatusModel Model,
    StatusDownload? Download,
    StatusProvider Provider,
    IReadOnlyList<StatusPhase> Phases,
    bool? WarmedUp,
    StatusSignature? Signature,
    StatusCapacity? Capacity,
    StatusFailure? Failure,
    StatusVersions Versions);
