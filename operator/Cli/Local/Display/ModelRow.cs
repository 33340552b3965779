namespace Slipway.Cli.Local.Display;

/// <summary>What is shown of one model.</summary>
internal sealed record ModelRow
{
    public required string Name { get; init; }

    public required bool IsReady { get; init; }

    /// <summary>Whether waiting longer makes no sense: it is ready, or only a person can help.</summary>
    public required bool IsSettled { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    /// <summary>Versions and their shares, such as <c>1 80 %, 2 20 %</c>.</summary>
    public required string Versions { get; init; }

    /// <summary>Ready and wanted replicas.</summary>
    public required string Replicas { get; init; }

    public required string Provider { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Mean of the last second; null: no request.</summary>
    public required TimeSpan? Latency { get; init; }

    public required string Url { get; init; }
}
