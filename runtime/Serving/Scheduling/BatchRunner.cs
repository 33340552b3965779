using System.Diagnostics;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// Runs the requests of one slot: joined where there are several, and, when that fails, one by one, so that only the bad one fails.
/// </summary>
internal sealed class BatchRunner(IModelBackend backend, BatchLayout? layout, IRunObserver? observer)
{
    /// <summary>Runs and answers all members that still wait for it. Never throws.</summary>
    public async ValueTask RunAsync(IReadOnlyList<PendingRequest> members, CancellationToken termination)
    {
        try
        {
            if (members.Count > 1 && await TryTogetherAsync(members, termination)) return;
            foreach (var member in members)
            {
                if (!member.IsClaimed) await RunAloneAsync(member, termination);
            }
        }
        catch (Exception exception)
        {
            // A bug: whoever still waits must hear of it, and the slot must go on.
            foreach (var member in members)
            {
                if (member.TryClaim()) member.Throw(exception);
            }
        }
    }

    private async ValueTask RunAloneAsync(PendingRequest member, CancellationToken termination)
    {
        InferenceResult result;
        try
        {
            result = await backend.RunAsync(member.Request, termination);
        }
        catch (Exception exception)
        {
            // Whoever terminated the run has answered before.
            if (member.TryClaim()) member.Throw(exception);
            return;
        }

        if (result.Succeeded) observer?.Ran(1, member.Rows);
        if (member.TryClaim()) member.Answer(result);
        else result.Response?.Dispose();
    }

    /// <summary>Whether the members were answered together.</summary>
    private async ValueTask<bool> TryTogetherAsync(IReadOnlyList<PendingRequest> members, CancellationToken termination)
    {
        var rows = 0L;
        foreach (var member in members) rows += member.Rows;
        var result = await RunJoinedAsync(members, rows, termination);
        if (!result.Succeeded) return termination.IsCancellationRequested;
        if (BatchSplit.Problem(layout!, result.Response, rows) is not null)
        {
            result.Response.Dispose();
            return false;
        }

        observer?.Ran(members.Count, rows);
        var parts = BatchSplit.Split(layout!, result.Response, [.. members.Select(member => member.Request)], [.. members.Select(member => member.Rows)]);
        for (var index = 0; index < members.Count; index++)
        {
            if (members[index].TryClaim()) members[index].Answer(InferenceResult.From(parts[index]));
            else parts[index].Dispose();
        }

        return true;
    }

    private async ValueTask<InferenceResult> RunJoinedAsync(IReadOnlyList<PendingRequest> members, long rows, CancellationToken termination)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            using var joined = BatchJoin.Join(layout!, [.. members.Select(member => member.Request)], rows);
            var joining = Stopwatch.GetElapsedTime(started);
            var result = await backend.RunAsync(joined, termination);
            if (result.Response is { } response) response.Timings = response.Timings with { Input = response.Timings.Input + joining };
            return result;
        }
        catch (Exception exception)
        {
            // Each member will be run by itself, and what is wrong with it comes to light again there.
            return InferenceResult.Failed(FailureKind.Internal, exception.Message);
        }
    }
}
