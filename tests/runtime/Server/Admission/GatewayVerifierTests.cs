using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support.Time;

namespace Slipway.Runtime.Server.Tests.Admission;

public sealed class GatewayVerifierTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly TestGatewayKey _key = new();
    private readonly TestGatewayKey _next = new();
    private readonly GatewayVerifier _verifier;

    public GatewayVerifierTests() => _verifier = new GatewayVerifier(new GatewayTrust(TestGatewayKey.Audience, [_key.Public, _next.Public]), _time);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void Row_55_either_of_two_keys_signs_during_a_rotation()
    {
        _verifier.Admits(_key.Token(Now)).ShouldBeTrue();
        _verifier.Admits(_next.Token(Now)).ShouldBeTrue();
    }

    [Fact]
    public void Row_55_a_key_that_was_not_named_signs_nothing()
    {
        using var stranger = new TestGatewayKey();

        _verifier.Admits(stranger.Token(Now)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("vision/other")]
    [InlineData("other/m")]
    [InlineData("VISION/M")]
    [InlineData("")]
    public void Row_55_another_models_token_opens_nothing(string audience) => _verifier.Admits(_key.Token(Now, audience)).ShouldBeFalse();

    [Theory]
    [InlineData(-29, true)]
    [InlineData(-30, false)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void Row_55_a_token_is_of_now_but_for_what_clocks_differ(double lifeSeconds, bool expected) =>
        _verifier.Admits(_key.Token(Now, lifeSeconds: lifeSeconds)).ShouldBe(expected);

    [Fact]
    public void Row_55_a_token_that_was_good_ends_all_the_same()
    {
        var token = _key.Token(Now);
        _verifier.Admits(token).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(89));
        _verifier.Admits(token).ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(1));

        _verifier.Admits(token).ShouldBeFalse();
    }

    [Fact]
    public void More_gateways_than_are_kept_in_mind_are_all_let_in()
    {
        var tokens = Enumerable.Range(0, 300).Select(_ => _key.Token(Now)).ToList();

        tokens.ShouldAllBe(token => _verifier.Admits(token));
        tokens.ShouldAllBe(token => _verifier.Admits(token));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"ES384"}""")]
    [InlineData("""{"alg":"es256"}""")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"alg":"ES256","alg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","crit":["exp"]}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("{}")]
    [InlineData("")]
    public void A_header_of_another_kind_is_refused_though_it_is_signed(string header) =>
        _verifier.Admits(_key.Sign(header, Claims($"\"exp\":{Soon}"))).ShouldBeFalse();

    [Theory]
    [InlineData("\"exp\":\"SOON\"")]
    [InlineData("\"exp\":1e300")]
    [InlineData("\"exp\":SOON.5")]
    [InlineData("\"exp\":SOON,\"exp\":SOON")]
    [InlineData("\"exp\":-1")]
    [InlineData("\"exp\":null")]
    [InlineData("\"iat\":SOON")]
    [InlineData("\"exp\":9223372036854775807")]
    public void Claims_of_another_kind_are_refused_though_they_are_signed(string claims) =>
        _verifier.Admits(_key.Sign("""{"alg":"ES256"}""", Claims(claims.Replace("SOON", $"{Soon}", StringComparison.Ordinal)))).ShouldBeFalse();

    [Fact]
    public void Several_audiences_are_refused() =>
        _verifier.Admits(_key.Sign("""{"alg":"ES256"}""", $$"""{"aud":["{{TestGatewayKey.Audience}}","a/b"],"exp":{{Soon}}}""")).ShouldBeFalse();

    [Fact]
    public void What_is_no_token_is_refused()
    {
        var token = _key.Token(Now);
        var (head, signature) = (token[..token.LastIndexOf('.')], token[(token.LastIndexOf('.') + 1)..]);
        string[] wrong =
        [
            "", ".", "..", "...", "a.b.c", head, $"{head}.", $"{token}.", $"{token}A", $"{token}=", $" {token}", $"{token}\n", $"{head}.{signature[..^2]}",
            $"{head}.{new string('A', 86)}", token.Replace('.', ' '), $"{head}.{signature[..40]} {signature[40..]}", new string('A', 10_000), _key.SignWithPublicKey(Now),
        ];

        wrong.Where(_verifier.Admits).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no key")]
    public void No_keys(string text) => GatewayKey.Read(text).ShouldBeNull();

    [Fact]
    public void A_key_on_another_curve_is_none()
    {
        using var larger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);

        GatewayKey.Read(Convert.ToBase64String(larger.ExportSubjectPublicKeyInfo())).ShouldBeNull();
    }

    public void Dispose()
    {
        _verifier.Dispose();
        _key.Dispose();
        _next.Dispose();
    }

    private long Soon => Now.AddSeconds(30).ToUnixTimeSeconds();

    private static string Claims(string more) => $$"""{"aud":"{{TestGatewayKey.Audience}}",{{more}}}""";
}
