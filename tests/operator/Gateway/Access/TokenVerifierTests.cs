using Slipway.Api;
using Slipway.Gateway.Access;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Access;

public sealed class TokenVerifierTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly TestIssuer issuer = new();

    private DateTimeOffset Now => time.GetUtcNow();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task A_token_in_order_names_its_caller()
    {
        var decision = await Verifier().CheckAsync(issuer.Token(Now));

        decision.Verdict.ShouldBe(AccessVerdict.Allowed);
        decision.Consumer.ShouldBe("alice");
    }

    [Fact]
    public async Task A_token_is_good_until_a_minute_after_its_end()
    {
        var token = issuer.Token(Now, lifeSeconds: 300);
        time.Advance(TimeSpan.FromSeconds(359));
        (await Verifier().CheckAsync(token)).Verdict.ShouldBe(AccessVerdict.Allowed);
        time.Advance(TimeSpan.FromSeconds(2));
        (await Verifier().CheckAsync(token)).Verdict.ShouldBe(AccessVerdict.InvalidToken);
    }

    [Fact]
    public async Task A_token_of_the_future_is_refused() =>
        (await Verifier().CheckAsync(issuer.Token(Now + TimeSpan.FromMinutes(10)))).Verdict.ShouldBe(AccessVerdict.InvalidToken);

    [Fact]
    public async Task A_token_without_a_signature_is_refused() => (await Verifier().CheckAsync(issuer.Unsigned(Now))).Verdict.ShouldBe(AccessVerdict.InvalidToken);

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_secret_is_refused() =>
        (await Verifier().CheckAsync(issuer.SignedWithPublicKey(Now))).Verdict.ShouldBe(AccessVerdict.InvalidToken);

    [Fact]
    public async Task An_algorithm_that_is_not_listed_is_refused()
    {
        var token = issuer.Token(Now, algorithm: "RS512");

        (await Verifier().CheckAsync(token)).Verdict.ShouldBe(AccessVerdict.InvalidToken);
        (await Verifier(spec => spec.Algorithms = ["RS512"]).CheckAsync(token)).Verdict.ShouldBe(AccessVerdict.Allowed);
    }

    [Theory]
    [InlineData("https://other.example", TestIssuer.Audience, "alice")]
    [InlineData(TestIssuer.Name, "other", "alice")]
    [InlineData(TestIssuer.Name, TestIssuer.Audience, "")]
    [InlineData(TestIssuer.Name, TestIssuer.Audience, "a\nb")]
    public async Task A_token_of_or_for_someone_else_is_refused(string from, string audience, string subject) =>
        (await Verifier().CheckAsync(issuer.Token(Now, subject, from, audience))).Verdict.ShouldBe(AccessVerdict.InvalidToken);

    [Fact]
    public async Task A_token_signed_by_someone_else_is_refused()
    {
        using var stranger = new TestIssuer();

        (await Verifier().CheckAsync(stranger.Token(Now))).Verdict.ShouldBe(AccessVerdict.InvalidToken);
    }

    [Theory]
    [InlineData(null, nameof(AccessVerdict.MissingScope))]
    [InlineData("infer", nameof(AccessVerdict.MissingScope))]
    [InlineData("infer-ocr read", nameof(AccessVerdict.MissingScope))]
    [InlineData("infer openid read", nameof(AccessVerdict.Allowed))]
    public async Task All_scopes_must_be_there(string? scope, string verdict) =>
        (await Verifier(spec => spec.Scopes = ["infer", "read"]).CheckAsync(issuer.Token(Now, scope: scope))).Verdict.ToString().ShouldBe(verdict);

    [Fact]
    public void Keys_that_must_not_be_used_spoil_the_set_and_say_why()
    {
        KeySet.Read(null).Problem.ShouldBe("has no entry jwks.json");
        Read("no json").ShouldBe("has no JSON Web Key Set in jwks.json");
        Read("""{"keys":[]}""").ShouldBe("has no key for signatures in jwks.json");
        Read(TestIssuer.Set(issuer.Public(), new { kty = "oct", kid = "two", k = "c2VjcmV0" })).ShouldBe("has a key two of type oct in jwks.json: only RSA and EC are taken");
        Read("""{"keys":[{"kty":"RSA","kid":"weak","n":"1Q6I","e":"AQAB"}]}""").ShouldBe("has an RSA key weak of less than 2048 bits in jwks.json");
        Read(issuer.Jwks).ShouldBeNull();
    }

    private static string? Read(string jwks) => KeySet.Read(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(jwks))).Problem;

    private TokenVerifier Verifier(Action<JwtSpec>? change = null)
    {
        var spec = new JwtSpec { Issuer = TestIssuer.Name, Audiences = [TestIssuer.Audience], JwksSecretName = "issuer" };
        change?.Invoke(spec);
        return new TokenVerifier(spec, KeySet.Read(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(issuer.Jwks))).Keys, time);
    }
}
