using System.Text;
using Microsoft.AspNetCore.Http;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>Answers of a server in trouble.</summary>
internal static class Answers
{
    public static RequestDelegate Refuse(int code, string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"fault","code":{{code}}}""");
    };

    /// <summary>A stream with these lines that ends.</summary>
    public static RequestDelegate Lines(params string[] lines) => async context =>
    {
        foreach (var line in lines)
            await Line(context, line);
    };

    public static async Task Line(HttpContext context, string line)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
