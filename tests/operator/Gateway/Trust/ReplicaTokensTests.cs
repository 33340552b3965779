using Slipway.Gateway.Tests.Harness;
using Slipway.Gateway.Trust;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Trust;

public sealed class ReplicaTokensTests : IDisposable
{
    private static readonly EntityKey Ocr = new("vision", "ocr");

    private readonly ManualTimeProvider time = new();
    private readonly KeyFile file = new();
    private readonly ReplicaTokens tokens;

    public ReplicaTokensTests() => tokens = new ReplicaTokens(new ReplicaKey(file.Path, time), time);

    [Fact]
    public async Task A_token_is_for_one_model_and_ends_a_minute_later()
    {
        (await file.ReadAsync(TokenFor(Ocr))).ShouldBe(("vision/ocr", time.GetUtcNow() + TimeSpan.FromSeconds(60)));
        (await file.ReadAsync(TokenFor(new EntityKey("speech", "ocr"))))!.Value.Audience.ShouldBe("speech/ocr");
    }

    [Fact]
    public async Task A_token_is_sent_for_half_a_minute_and_then_renewed()
    {
        var first = TokenFor(Ocr);
        time.Advance(TimeSpan.FromSeconds(29));
        TokenFor(Ocr).ShouldBe(first);

        time.Advance(TimeSpan.FromSeconds(1));
        var second = TokenFor(Ocr);

        second.ShouldNotBe(first);
        (await file.ReadAsync(second))!.Value.Expires.ShouldBe(time.GetUtcNow() + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_makes_a_new_token()
    {
        TokenFor(Ocr);

        time.JumpWallClock(TimeSpan.FromHours(-1));

        (await file.ReadAsync(TokenFor(Ocr)))!.Value.Expires.ShouldBe(time.GetUtcNow() + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_new_key_signs_the_next_token_and_a_broken_one_changes_nothing()
    {
        await File.WriteAllTextAsync(file.Path, "no key");
        time.Advance(TimeSpan.FromSeconds(30));
        (await file.ReadAsync(TokenFor(Ocr))).ShouldNotBeNull();

        file.Renew();
        time.Advance(TimeSpan.FromSeconds(30));

        (await file.ReadAsync(TokenFor(Ocr))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    public void A_file_without_a_key_is_refused_at_the_start(string text)
    {
        File.WriteAllText(file.Path, text);

        Should.Throw<InvalidOperationException>(() => new ReplicaKey(file.Path)).Message.ShouldContain(file.Path);
    }

    [Fact]
    public void A_public_key_signs_nothing()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file.Path, key.ExportSubjectPublicKeyInfoPem());

        Should.Throw<InvalidOperationException>(() => new ReplicaKey(file.Path));
    }

    [Fact]
    public void Without_a_key_nothing_is_added()
    {
        using var none = new ReplicaTokens(key: null, time);
        using var message = new HttpRequestMessage();

        none.AddTo(message, Ocr);

        message.Headers.ShouldBeEmpty();
    }

    public void Dispose()
    {
        tokens.Dispose();
        file.Dispose();
    }

    private string TokenFor(EntityKey model)
    {
        using var message = new HttpRequestMessage();
        tokens.AddTo(message, model);
        return message.Headers.GetValues(ReplicaTokens.Header).Single();
    }
}
