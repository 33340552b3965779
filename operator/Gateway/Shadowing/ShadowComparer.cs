using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Shadowing.Comparison;

namespace Slipway.Gateway.Shadowing;

/// <summary>Compares answers one after the other, apart from all requests. What waits has a place in its version's budget, so that it is bounded.</summary>
internal sealed class ShadowComparer(ShadowMetrics metrics, GatewayOptions options, ILogger<ShadowComparer> logger) : BackgroundService
{
    private readonly Channel<ShadowPair> pairs = Channel.CreateBounded<ShadowPair>(new BoundedChannelOptions(Math.Max(1, options.MaxShadowCopies)) { SingleReader = true });

    /// <summary>False: too many wait already, and the caller keeps the copy.</summary>
    public bool TryAdd(ShadowPair pair) => pairs.Writer.TryWrite(pair);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var pair in pairs.Reader.ReadAllAsync(stoppingToken))
            {
                using (pair.Copy.Lease)
                    Compare(pair);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return; // What still waits says nothing any more: nobody asks this gateway again.
        }
    }

    // One pair that cannot be compared must not end the comparison of all others.
    private void Compare(ShadowPair pair)
    {
        var (copy, tolerances) = (pair.Copy, pair.Copy.Rule.Tolerances!);
        try
        {
            var serving = AnswerReader.Read(copy.Serving!);
            metrics.Answered(copy.Rule.Pool, copy.RequestId, isCompared: true, Differences(serving, pair.Answer, tolerances));
        }
        catch (UnreadableAnswerException)
        {
            metrics.Dropped(copy.Rule.Pool, DropCause.Unreadable);
        }
        catch (Exception error)
        {
            ShadowLog.Broken(logger, error, copy.Rule.Pool.Model, copy.Rule.Pool.Revision, copy.RequestId);
            metrics.Dropped(copy.Rule.Pool, DropCause.Internal);
        }
    }

    private static IReadOnlyList<OutputDelta> Differences(IReadOnlyDictionary<string, OutputTensor> serving, CapturedAnswer answer, Tolerances tolerances)
    {
        try
        {
            return AnswerComparison.Compare(serving, AnswerReader.Read(answer), tolerances);
        }
        catch (UnreadableAnswerException error)
        {
            return [new OutputDelta("", 0, 100, $"cannot be read: {error.Message}")];
        }
    }
}
