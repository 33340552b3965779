using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Tests.Support;

namespace Slipway.Controllers.Tests.Observing.Metrics;

/// <summary>What becomes of a server's answers, good and bad.</summary>
public sealed class PrometheusServerTests
{
    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1767.1,"2.5"]}]}}""", 2.5, null)]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1767,"3e-2"]}}""", 0.03, null)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"NaN"]}]}}""", double.NaN, null)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"+Inf"]}]}}""", double.PositiveInfinity, null)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""", null, null)]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"1"]},{"value":[1,"2"]}]}}""", null, "it gives 2 series, and one is needed")]
    [InlineData("""{"status":"success","data":{"resultType":"matrix","result":[]}}""", null, "it gives a matrix, and one number is needed")]
    [InlineData("""{"status":"error","errorType":"bad_data","error":"parse error: unexpected end"}""", null, "bad_data: parse error: unexpected end")]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1,"many"]}}""", null, "'many' is no number")]
    [InlineData("""{"status":"success"}""", null, "status 200, and no answer of a Prometheus")]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[]}}""", null, "status 200, and no answer of a Prometheus")]
    [InlineData("""["success"]""", null, "status 200: no reason given")]
    [InlineData("<html>", null, "status 200, and no answer of a Prometheus")]
    public async Task An_answer_is_a_number_nothing_or_an_error_and_never_thrown(string body, double? value, string? error)
    {
        var (sample, _) = await AskAsync(context => context.Response.WriteAsync(body));

        sample.Value.ShouldBe(value);
        (sample.Error ?? "").ShouldStartWith(error ?? "");
        (sample.Error is null).ShouldBe(error is null, sample.Error);
        sample.At.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_query_is_posted_to_the_API_below_the_address_as_it_was_given()
    {
        var (_, asked) = await AskAsync(context => context.Response.WriteAsync("{}"), "/prometheus");

        asked.ShouldBe(["POST /prometheus/api/v1/query sum(rate(errors{version=\"2\"}[1m])) + 1"]);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        var (sample, asked) = await AskAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        sample.Error.ShouldBe("status 302, and no answer of a Prometheus");
        asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_an_error_within_two_seconds()
    {
        var (sample, _) = await AskAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        sample.Error.ShouldBe("no answer within 2 s");
    }

    [Fact]
    public async Task No_more_than_64_KiB_are_read()
    {
        var (sample, _) = await AskAsync(context => context.Response.WriteAsync(new string(' ', 70_000) + "{}"));
        sample.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error()
    {
        await using var services = MetricsFixture.Services(new Uri($"http://127.0.0.1:{FreePort.Next()}"));
        (await services.Server().QueryAsync("up", CancellationToken.None)).Error!.ShouldContain("refused", Case.Insensitive);
    }

    [Fact]
    public async Task Without_a_server_the_answer_says_so()
    {
        await using var services = MetricsFixture.Services(null);
        (await services.Server().QueryAsync("up", CancellationToken.None)).Error.ShouldBe("the operator is configured with no Prometheus server");
    }

    private static async Task<(ExternalSample Sample, List<string> Asked)> AskAsync(RequestDelegate answer, string path = "")
    {
        var asked = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            asked.Add($"{context.Request.Method} {context.Request.Path} {form["query"]}");
            await answer(context);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await using var services = MetricsFixture.Services(new Uri(address + path));
        return (await services.Server().QueryAsync("sum(rate(errors{version=\"2\"}[1m])) + 1", CancellationToken.None), asked);
    }
}
