using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Access;

/// <summary>Lets a request in or answers it, and writes down which.</summary>
internal sealed class AccessGate(ILogger<AccessGate> logger, GatewayMetrics metrics)
{
    /// <summary>The decision; where it is not Allowed, the client has been answered.</summary>
    public async ValueTask<AccessDecision> AskAsync(HttpContext context, RouteTarget target, ModelRoute route, AccessPolicy policy)
    {
        var decision = await policy.DecideAsync(context.Request.Headers);
        // A version that does not exist is a stranger's text, and not for the log.
        var version = target.Version is { } named && route.Versions.ContainsKey(named) ? named : "";
        AccessLog.Decided(logger, target.Model.Namespace, target.Model.Name, version, decision.Verdict, decision.Consumer, context.TraceIdentifier);
        if (decision.Verdict == AccessVerdict.Allowed)
            return decision;
        metrics.Denied(target.Model, decision.Verdict);
        var (status, message) = AnswerOf(decision.Verdict, target.Model);
        await ProxyErrors.WriteAsync(context, status, message, decision.RetryAfterSeconds, ChallengeOf(decision.Verdict, target.Model));
        return decision;
    }

    private static (int Status, string Message) AnswerOf(AccessVerdict verdict, EntityKey model) => verdict switch
    {
        AccessVerdict.NoCredentials => (StatusCodes.Status401Unauthorized, $"'{model}' needs a key or a token: send authorization: Bearer, or x-api-key"),
        AccessVerdict.UnknownKey => (StatusCodes.Status401Unauthorized, $"The key is not valid for '{model}'"),
        AccessVerdict.InvalidToken => (StatusCodes.Status401Unauthorized, $"The token is not valid for '{model}'"),
        AccessVerdict.MissingScope => (StatusCodes.Status403Forbidden, $"The token does not allow the use of '{model}'"),
        AccessVerdict.RateLimited => (StatusCodes.Status429TooManyRequests, $"More requests per second to '{model}' than allowed"),
        AccessVerdict.TooManyAtOnce => (StatusCodes.Status429TooManyRequests, $"More requests to '{model}' at once than allowed"),
        // Why is for its owner to see (log, /routes), not for strangers.
        _ => (StatusCodes.Status503ServiceUnavailable, $"Access to '{model}' is not set up: nobody is let in until its owner has mended it"),
    };

    // RFC 6750, 3.
    private static string? ChallengeOf(AccessVerdict verdict, EntityKey model) => verdict switch
    {
        AccessVerdict.NoCredentials => $"Bearer realm=\"{model}\"",
        AccessVerdict.UnknownKey or AccessVerdict.InvalidToken => $"Bearer realm=\"{model}\", error=\"invalid_token\"",
        AccessVerdict.MissingScope => $"Bearer realm=\"{model}\", error=\"insufficient_scope\"",
        _ => null,
    };
}
