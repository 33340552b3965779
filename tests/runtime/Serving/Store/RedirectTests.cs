using System.Globalization;
using Microsoft.AspNetCore.Http;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class RedirectTests
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Follows_five_redirects(int count, bool succeeds)
    {
        var answer = new FileAnswer(Bytes(1000));
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            var left = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            if (left == 0) return answer.AnswerAsync(context, number);
            return RedirectAsync(context, $"/{left - 1}?sig=SECRET");
        });
        using var store = new StoreFixture();
        var result = await store.FetchAsync($"{server.Uri}/{count}?sig=SECRET");
        if (succeeds) result.ShouldSucceed();
        else result.ShouldFail(StartFailureReason.StorageUnreachable).ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("token", "tok-SECRET", "Bearer tok-SECRET")]
    [InlineData("username", "ann", "Basic YW5uOg==")]
    public async Task Row_38_sends_credentials_to_their_host_and_to_no_other(string key, string value, string expected)
    {
        await using var other = await LoopbackServer.StartAsync(new FileAnswer(Bytes(1000)).AnswerAsync);
        await using var server = await LoopbackServer.StartAsync((context, _) => RedirectAsync(
            context, context.Request.Path == "/m.onnx" ? "/next" : other.Uri + "/m.onnx"));
        using var store = new StoreFixture();
        store.Credential(key, value);
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Headers.Authorization == expected);
        other.Requests.ShouldHaveSingleItem().Headers.Authorization.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/m.onnx")]
    [InlineData("http://user:pass@127.0.0.1/m.onnx")]
    [InlineData("http://127.0.0.2:9/m.onnx")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:9/m.onnx")]
    [InlineData("http://[::ffff:169.254.169.254]/m.onnx")]
    public async Task Row_51_refuses_a_redirect_to_where_it_may_not_go(string target)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => RedirectAsync(context, target));
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.AddressRefused).ShouldNotContain("pass");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/m.onnx", "127.0.0.1")]
    [InlineData("http://localhost:9/m.onnx", "localhost")]
    [InlineData("http://2130706433:9/m.onnx", "127.0.0.1")]
    [InlineData("http://0x7f.1:9/m.onnx", "127.0.0.1")]
    [InlineData("http://169.254.169.254/m.onnx", "169.254.169.254")]
    public async Task Row_51_refuses_private_addresses_unless_they_are_allowed(string uri, string host)
    {
        using var store = new StoreFixture();
        store.Options = store.Options with { AllowedHosts = [] };
        var message = (await store.FetchAsync(uri)).ShouldFail(StartFailureReason.AddressRefused);
        message.ShouldContain(host);
        message.ShouldContain("--allow-host");
    }

    private static Task RedirectAsync(HttpContext context, string target)
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    }
}
