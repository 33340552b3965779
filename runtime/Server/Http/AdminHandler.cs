using System.Text;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Http;

/// <summary>Answers <c>/livez</c>, <c>/readyz</c> and <c>/status</c> on the port that only the cluster sees.</summary>
internal sealed class AdminHandler(ServedModel model, IReadOnlyList<string> providers, Func<StatusVersions> versions)
{
    /// <summary>A run that ignores its termination for so long will not come back: the process must be replaced.</summary>
    private static readonly TimeSpan HungAfter = TimeSpan.FromSeconds(60);

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/livez", LiveAsync);
        endpoints.MapGet("/readyz", ReadyAsync);
        endpoints.MapGet("/status", StatusAsync);
    }

    private Task LiveAsync(HttpContext context) => model.Loaded?.Scheduler.Snapshot.Overdue is { } overdue && overdue > HungAfter
        ? TextAsync(context, StatusCodes.Status503ServiceUnavailable, $"a run has ignored its termination for {overdue.TotalSeconds:F0} s")
        : TextAsync(context, StatusCodes.Status200OK, "ok");

    private Task ReadyAsync(HttpContext context) => model.IsReady
        ? TextAsync(context, StatusCodes.Status200OK, "ok")
        : TextAsync(context, StatusCodes.Status503ServiceUnavailable, model.Phase.ToString());

    private Task StatusAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, StatusBuilder.Build(model, providers, versions()), StatusJson.Default.StatusReport);

    private static async Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }
}
