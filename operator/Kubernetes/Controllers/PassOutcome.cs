using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>How the work on one key ended, and when it goes on.</summary>
/// <param name="Result">The end.</param>
/// <param name="RequeueAfter">When to work on the key again; null: as the result says.</param>
/// <param name="Message">What failed; null after success.</param>
/// <param name="Error">Why it failed, when an exception says so.</param>
internal sealed record PassOutcome(PassResult Result, TimeSpan? RequeueAfter = null, string? Message = null, Exception? Error = null)
{
    public static PassOutcome Success { get; } = new(PassResult.Success);

    /// <summary>The server's Retry-After; zero: it asked for nothing.</summary>
    public TimeSpan LeastDelay => (Error as KubernetesApiException)?.RetryAfter ?? TimeSpan.Zero;

    /// <summary>The label value of <c>controller_runtime_reconcile_total</c>.</summary>
    public string ResultLabel => Result switch
    {
        PassResult.Success => RequeueAfter is null ? "success" : "requeue_after",
        PassResult.Conflict => "requeue",
        _ => "error",
    };

    public static PassOutcome Of<TEntity>(ReconciliationResult<TEntity> result)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        if (result.IsSuccess)
            return new PassOutcome(PassResult.Success, result.RequeueAfter);
        if (result.IsTerminal)
            return new PassOutcome(PassResult.Terminal, Message: result.ErrorMessage);
        var conflict = result.Error is KubernetesApiException { IsConflict: true };
        return new PassOutcome(conflict ? PassResult.Conflict : PassResult.Failure, result.RequeueAfter, result.ErrorMessage, result.Error);
    }

    public static PassOutcome Of(Exception exception) =>
        new(exception is KubernetesApiException { IsConflict: true } ? PassResult.Conflict : PassResult.Failure, null, exception.Message, exception);

    /// <summary>Both happened: the worse decides, and the earlier time to come back.</summary>
    public PassOutcome And(PassOutcome other)
    {
        var worse = other.Result > Result ? other : this;
        var requeue = (RequeueAfter, other.RequeueAfter) switch
        {
            ({ } mine, { } theirs) => mine < theirs ? mine : theirs,
            var (mine, theirs) => mine ?? theirs,
        };
        return worse with { RequeueAfter = requeue };
    }
}
