namespace Slipway.Gateway.Access;

/// <summary>Log messages 600 to 609: who was let in, and who was not. Never a payload, and never a key.</summary>
internal static partial class AccessLog
{
    /// <summary>Tells people when a policy comes, changes for the worse, or gets well.</summary>
    public static void Tell(ILogger logger, EntityKey model, AccessPolicy? before, AccessPolicy? now)
    {
        if (now?.Problem is { } problem && problem != before?.Problem)
            Closed(logger, model.Namespace, model.Name, problem);
        else if (now is { Problem: null } && (before is null || before.Problem is not null))
            SetUp(logger, model.Namespace, model.Name);
        if (now?.Warning is { } warning && warning != before?.Warning)
            Doubtful(logger, model.Namespace, model.Name, warning);
    }

    [LoggerMessage(600, LogLevel.Information, "Access to {namespace}/{name} version {version}: {verdict}; consumer {consumer}, request {requestId}")]
    public static partial void Decided(
        ILogger logger, string @namespace, string name, string version, AccessVerdict verdict, string consumer, string requestId);

    [LoggerMessage(601, LogLevel.Warning, "Nobody is let in to {namespace}/{name}: {problem}")]
    public static partial void Closed(ILogger logger, string @namespace, string name, string problem);

    [LoggerMessage(602, LogLevel.Warning, "Access to {namespace}/{name}: {warning}")]
    public static partial void Doubtful(ILogger logger, string @namespace, string name, string warning);

    [LoggerMessage(603, LogLevel.Information, "Access to {namespace}/{name} is set up")]
    public static partial void SetUp(ILogger logger, string @namespace, string name);
}
