using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>The options of <c>serve</c> that say which requests run together, how many wait, and how many bytes and connections there may be.</summary>
internal sealed class SchedulingOptions
{
    private const string Auto = "auto";
    private const int MaxBatch = 4096;
    private const int MaxInstances = 64;
    private const int MaxQueue = 100_000;
    private const int MaxConnections = 1_000_000;

    /// <summary>One body of the largest size, in memory of the next power of two.</summary>
    private const long MinInFlightBytes = 2L * Hosting.RuntimeApplication.MaxBodyBytes;

    private readonly Option<string> _maxBatchSize = new("--max-batch-size")
    {
        Description = "The most rows of one run; auto: chosen from what is measured at warm-up; 1: each request runs by itself.",
        DefaultValueFactory = _ => Auto,
    };

    private readonly Option<TimeSpan> _maxQueueDelay =
        DurationOption.Create("--max-queue-delay", "0s", "How long a request waits for others to run with while a run could start.");

    private readonly Option<string[]> _batchAxes = new("--batch-axis")
    {
        Description = "TENSOR=AXIS where a tensor's rows are not in its first dimension, INPUT=shared where all rows share it. Repeatable.",
    };

    private readonly Option<int?> _instances = Number("--instances", 1, MaxInstances, "Runs at once. Default: from the processors.");

    private readonly Option<int?> _queueLength = Number("--queue-length", 0, MaxQueue, "Requests that may wait; more are refused. Default: 256.");

    private readonly Option<TimeSpan> _queueTimeout =
        DurationOption.Create("--queue-timeout", "0s", "How long a request may wait; 0: as long as --request-timeout allows.");

    private readonly Option<string> _maxInFlight = new("--max-in-flight-bytes")
    {
        Description = "What the bodies of all requests being read, waiting and running may take, such as 512Mi; more are refused for a moment.",
        DefaultValueFactory = _ => "512Mi",
    };

    private readonly Option<int?> _maxConnections = Number("--max-connections", 1, MaxConnections, "Open connections to the protocols' ports; more are closed at once. Default: 10000.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _maxBatchSize, _maxQueueDelay, _batchAxes, _instances, _queueLength, _queueTimeout, _maxInFlight, _maxConnections })
            command.Options.Add(option);
        _maxBatchSize.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && !IsAuto(text) && Parse(text, 1, MaxBatch) is null)
                result.AddError($"--max-batch-size must be auto or a number from 1 to {MaxBatch}, not '{text}'.");
        });
        _batchAxes.Validators.Add(result =>
        {
            var axes = result.Tokens.Select(token => (token.Value, Axis: ParseAxis(token.Value))).ToList();
            foreach (var (text, _) in axes.Where(axis => axis.Axis is null))
                result.AddError($"--batch-axis must be TENSOR=AXIS with an axis from 0 to 15, or INPUT=shared, not '{text}'.");
            if (axes.DistinctBy(axis => axis.Axis?.Name ?? axis.Value, StringComparer.Ordinal).Count() < axes.Count)
                result.AddError("--batch-axis names a tensor twice.");
        });
        _maxInFlight.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && !(ByteSize.Parse(text) >= MinInFlightBytes))
                result.AddError($"--max-in-flight-bytes must be a number of bytes such as 512Mi, at least 128Mi, not '{text}'.");
        });
    }

    /// <summary>Reads what was parsed without errors.</summary>
    public SchedulingArguments Read(ParseResult result) => new()
    {
        Batching = new BatchingOptions
        {
            MaxBatchSize = result.GetValue(_maxBatchSize) is { } size && !IsAuto(size) ? Parse(size, 1, MaxBatch) : null,
            MaxQueueDelay = result.GetValue(_maxQueueDelay),
            Axes = (result.GetValue(_batchAxes) ?? []).Select(text => ParseAxis(text)!).ToImmutableArray(),
        },
        Instances = result.GetValue(_instances),
        QueueLength = result.GetValue(_queueLength) ?? SchedulingArguments.StandardQueueLength,
        QueueTimeout = result.GetValue(_queueTimeout) is { Ticks: > 0 } timeout ? timeout : null,
        MaxInFlightBytes = ByteSize.Parse(result.GetValue(_maxInFlight)!)!.Value,
        MaxConnections = result.GetValue(_maxConnections) ?? SchedulingArguments.StandardConnections,
    };

    private static bool IsAuto(string text) => text.Equals(Auto, StringComparison.OrdinalIgnoreCase);

    private static BatchAxis? ParseAxis(string text)
    {
        var end = text.LastIndexOf('=');
        if (end < 1) return null;
        var axis = text[(end + 1)..] == "shared" ? BatchAxis.Shared : Parse(text[(end + 1)..], 0, 15);
        return axis is { } known ? new BatchAxis(text[..end], known) : null;
    }

    private static int? Parse(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null;

    private static Option<int?> Number(string name, int min, int max, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && Parse(text, min, max) is null)
                result.AddError($"{name} must be a number from {min} to {max}, not '{text}'.");
        });
        return option;
    }
}
