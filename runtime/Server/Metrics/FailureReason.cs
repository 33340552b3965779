using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Metrics;

/// <summary>The values of the label <c>reason</c> of <c>nv_inference_request_failure</c>, as Triton has them.</summary>
internal static class FailureReason
{
    /// <summary>Refused at once: the queue was full.</summary>
    public const string Rejected = "REJECTED";

    /// <summary>The client went away, or the time it gave ran out.</summary>
    public const string Canceled = "CANCELED";

    /// <summary>The model failed.</summary>
    public const string Backend = "BACKEND";

    /// <summary>Everything else, such as a request that does not fit the model.</summary>
    public const string Other = "OTHER";

    /// <summary>The reason of a request that was refused while it was read.</summary>
    public static string Of(BadHttpRequestException exception) =>
        exception.StatusCode == StatusCodes.Status503ServiceUnavailable ? Rejected : Other;

    /// <summary>The reason of a failure.</summary>
    public static string Of(Failure failure)
    {
        if (failure == Failure.QueueFull)
            return Rejected;
        if (failure == Failure.TimedOut || failure == Failure.RunTimedOut)
            return Canceled;
        return failure.Kind == FailureKind.Internal ? Backend : Other;
    }

    /// <summary>The finer cause, for <c>slipway_inference_failures_total</c>.</summary>
    public static string CauseOf(Failure failure)
    {
        if (failure == Failure.QueueFull)
            return "queue_full";
        if (failure == Failure.TimedOut)
            return "queue_timeout";
        if (failure == Failure.RunTimedOut)
            return "run_timeout";
        if (failure == Failure.Stopping)
            return "stopping";
        return failure.Kind == FailureKind.Internal ? "model" : "refused";
    }
}
