namespace Slipway.Runtime.Serving;

/// <summary>Why a request has no answer.</summary>
/// <param name="Kind">Whose turn it is.</param>
/// <param name="Message">For the client; holds no secret and no stack trace.</param>
public sealed record Failure(FailureKind Kind, string Message)
{
    /// <summary>The queue is at its limit: refused at once.</summary>
    public static Failure QueueFull { get; } = new(FailureKind.Unavailable, "Exceeds maximum queue size");

    /// <summary>The deadline passed in the queue: another try may be luckier.</summary>
    public static Failure TimedOut { get; } = new(FailureKind.Unavailable, "Request timeout expired");

    /// <summary>The deadline passed while the model ran: another try would most likely take as long.</summary>
    public static Failure RunTimedOut { get; } = new(FailureKind.DeadlineExceeded, "Request timeout expired while the model was running");

    /// <summary>The server is draining or gone.</summary>
    public static Failure Stopping { get; } = new(FailureKind.Unavailable, "Server is stopping, scheduler for model has stopped accepting new inference requests");
}
