using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Access;

/// <summary>spec.access over real sockets.</summary>
public sealed class AccessTests
{
    private static readonly AccessSpec Keys = new() { ApiKeys = new() { SecretName = "ocr-keys" } };

    [Theory]
    [InlineData("authorization", "Bearer key-a")]
    [InlineData("authorization", "bearer key-a")]
    [InlineData("x-api-key", "key-a")]
    public async Task A_key_lets_its_caller_in_and_goes_no_further(string header, string value)
    {
        var seen = new HeaderDictionary();
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            foreach (var (name, values) in context.Request.Headers)
                seen[name] = values;
            return Task.CompletedTask;
        });
        await using var gateway = await StartAsync(Keys, replica);

        (await AskAsync(gateway, (header, value))).StatusCode.ShouldBe(HttpStatusCode.OK);

        seen.ContainsKey("authorization").ShouldBeFalse();
        seen.ContainsKey("x-api-key").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/vision/ocr/v2/models/ocr/infer", "POST")]
    [InlineData("/vision/ocr/v2/models/ocr", "GET")]
    [InlineData("/vision/ocr/v2/models/ocr/ready", "GET")]
    [InlineData("/vision/ocr/v2/health/live", "GET")]
    public async Task Nothing_of_a_model_is_open_without_a_key(string path, string method)
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("secret"));
        await using var gateway = await StartAsync(Keys, replica);

        using var answer = await gateway.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"vision/ocr\"");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("needs a key or a token");
        replica.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Ambiguous_and_unknown_keys_are_refused()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await StartAsync(Keys, replica);

        (await AskAsync(gateway, ("x-api-key", "key-b"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(gateway, ("x-api-key", "key-a"), ("x-api-key", "key-a"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(gateway, ("authorization", "Basic a2V5LWE="))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(gateway, ("x-api-key", "wrong"), ("authorization", "Bearer key-a"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        replica.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_Secret_closes_the_model_says_why_and_opens_it_when_it_comes()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await TestGateway.StartAsync(Quick, Keys);
        await gateway.AddAsync(replica.HttpPort);

        using var closed = await AskAsync(gateway, ("x-api-key", "key-a"));
        closed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await closed.Content.ReadAsStringAsync()).ShouldNotContain("ocr-keys", customMessage: "why is for the owner");
        (await gateway.Admin.GetStringAsync("/routes")).ShouldContain("vision/ocr: nobody is let in: spec.access.apiKeys: the Secret ocr-keys does not exist in the namespace vision");

        await gateway.SetSecretAsync("ocr-keys", ("alice", KeyRingTests.Hash("key-a")));
        await Eventually.TrueAsync(async () => (await AskAsync(gateway, ("x-api-key", "key-a"))).IsSuccessStatusCode, "the key to be taken");
    }

    [Fact]
    public async Task A_key_that_is_taken_away_is_refused_soon()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await StartAsync(Keys, replica);
        (await AskAsync(gateway, ("x-api-key", "key-a"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await gateway.SetSecretAsync("ocr-keys", ("alice.2", KeyRingTests.Hash("key-new")));

        await Eventually.TrueAsync(async () => (await AskAsync(gateway, ("x-api-key", "key-a"))).StatusCode == HttpStatusCode.Unauthorized, "the old key to be refused");
        (await AskAsync(gateway, ("x-api-key", "key-new"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_in_clear_is_named_on_the_page_of_routes_and_never_shown()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await TestGateway.StartAsync(Quick, Keys);
        await gateway.SetSecretAsync("ocr-keys", ("alice", "in-clear"));
        await gateway.AddAsync(replica.HttpPort);
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("alice must be sha256:", StringComparison.Ordinal), "the reason");

        (await AskAsync(gateway, ("x-api-key", "in-clear"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.Admin.GetStringAsync("/routes")).ShouldNotContain("in-clear");
    }

    [Fact]
    public async Task Tokens_are_checked_and_scopes_are_asked_for()
    {
        using var issuer = new TestIssuer();
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        var access = new AccessSpec { Jwt = new() { Issuer = TestIssuer.Name, Audiences = [TestIssuer.Audience], JwksSecretName = "issuer", Scopes = ["infer"] } };
        await using var gateway = await TestGateway.StartAsync(Quick, access);
        await gateway.SetSecretAsync("issuer", ("jwks.json", issuer.Jwks));
        await gateway.AddAsync(replica.HttpPort);
        await Eventually.TrueAsync(async () => (await AskAsync(gateway)).StatusCode == HttpStatusCode.Unauthorized, "the keys to be read");
        var now = TimeProvider.System.GetUtcNow();

        (await AskAsync(gateway, ("authorization", $"Bearer {issuer.Token(now, scope: "infer")}"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(gateway, ("authorization", $"Bearer {issuer.Unsigned(now)}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var scopeless = await AskAsync(gateway, ("authorization", $"Bearer {issuer.Token(now)}"));
        scopeless.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        scopeless.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_scope");
    }

    [Fact]
    public async Task Who_sends_more_than_allowed_is_429_and_others_are_not()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        var access = new AccessSpec { ApiKeys = Keys.ApiKeys, RateLimit = new() { RequestsPerSecond = 1, Burst = 2 } };
        await using var gateway = await StartAsync(access, replica, ("bob", KeyRingTests.Hash("key-b")));

        var answers = new[] { await AskAsync(gateway, ("x-api-key", "key-a")), await AskAsync(gateway, ("x-api-key", "key-a")), await AskAsync(gateway, ("x-api-key", "key-a")) };

        answers.Select(answer => (int)answer.StatusCode).ShouldBe([200, 200, 429]);
        answers[2].Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await AskAsync(gateway, ("x-api-key", "key-b"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_too_many_requests_under_way_is_429_until_one_is_over()
    {
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var replica = await FakeReplica.StartAsync(_ => mayAnswer.Task);
        await using var gateway = await StartAsync(new AccessSpec { ApiKeys = Keys.ApiKeys, Concurrency = 1 }, replica);
        var first = AskAsync(gateway, ("x-api-key", "key-a"));
        await Eventually.TrueAsync(() => Task.FromResult(replica.Requests == 1), "the first to be under way");

        (await AskAsync(gateway, ("x-api-key", "key-a"))).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        mayAnswer.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(gateway, ("x-api-key", "key-a"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, "16")]
    [InlineData("wrong", "16")]
    [InlineData("key-a", "0")]
    public async Task Grpc_callers_are_told_in_their_own_words(string? key, string status)
    {
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            return Task.CompletedTask;
        });
        await using var gateway = await StartAsync(Keys, replica);
        using var request = GrpcRequests.Infer("ocr");
        request.Headers.Add("slipway-namespace", "vision");
        if (key is not null)
            request.Headers.Add("x-api-key", key);

        using var answer = await gateway.Grpc.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();

        (answer.Headers.TryGetValues("grpc-status", out var early) ? early : answer.TrailingHeaders.GetValues("grpc-status")).ShouldBe([status]);
    }

    [Fact]
    public async Task The_log_says_who_asked_and_what_was_decided_and_never_a_key()
    {
        await using var replica = await FakeReplica.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await StartAsync(Keys, replica);

        await AskAsync(gateway, ("x-api-key", "key-a"), ("x-request-id", "r-1"));
        await AskAsync(gateway, ("x-api-key", "not-a-key"), ("x-request-id", "r-2"));

        gateway.Log.Lines.ShouldContain("Access to vision/ocr version : Allowed; consumer alice, request r-1");
        gateway.Log.Lines.ShouldContain("Access to vision/ocr version : UnknownKey; consumer , request r-2");
        gateway.Log.Lines.ShouldAllBe(line => !line.Contains("key-a", StringComparison.Ordinal) && !line.Contains("not-a-key", StringComparison.Ordinal));
    }

    private static GatewayOptions Quick(GatewayOptions options) => options with { AccessRefresh = TimeSpan.FromMilliseconds(100) };

    /// <summary>A gateway whose model has alice's key, key-a.</summary>
    private static async Task<TestGateway> StartAsync(AccessSpec access, FakeReplica replica, params (string Name, string Hash)[] others)
    {
        var gateway = await TestGateway.StartAsync(Quick, access);
        await gateway.SetSecretAsync("ocr-keys", [("alice", KeyRingTests.Hash("key-a")), .. others]);
        await gateway.AddAsync(replica.HttpPort, replica.GrpcPort);
        await Eventually.TrueAsync(async () => !(await gateway.Admin.GetStringAsync("/routes")).Contains("nobody is let in", StringComparison.Ordinal), "the keys to be read");
        return gateway;
    }

    private static Task<HttpResponseMessage> AskAsync(TestGateway gateway, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return gateway.Http.SendAsync(request);
    }
}
