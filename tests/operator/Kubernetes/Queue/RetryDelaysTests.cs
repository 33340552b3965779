using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Tests.Queue;

public sealed class RetryDelaysTests
{
    private readonly RetryDelays<string> delays = new();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(18, 655_360)]
    [InlineData(19, 1_000_000)]
    [InlineData(90, 1_000_000)]
    public void Doubles_from_five_milliseconds_up_to_a_thousand_seconds(int failures, int expectedMilliseconds)
    {
        for (var failure = 1; failure < failures; failure++)
            delays.Next("a", TimeSpan.Zero);

        delays.Next("a", TimeSpan.Zero).TotalMilliseconds.ShouldBe(expectedMilliseconds);
    }

    [Fact]
    public void Success_begins_anew()
    {
        delays.Next("a", TimeSpan.Zero);
        delays.Next("a", TimeSpan.Zero);
        delays.Forget("a");

        delays.Next("a", TimeSpan.Zero).ShouldBe(RetryDelays<string>.First);
    }

    [Fact]
    public void Many_failing_keys_share_ten_tries_per_second()
    {
        for (var key = 0; key < 100; key++)
            delays.Next($"{key}", TimeSpan.Zero).ShouldBe(RetryDelays<string>.First);

        delays.Next("101", TimeSpan.Zero).TotalSeconds.ShouldBe(0.1, 1e-6);
        delays.Next("102", TimeSpan.Zero).TotalSeconds.ShouldBe(0.2, 1e-6);
        delays.Next("103", TimeSpan.FromSeconds(1)).ShouldBe(RetryDelays<string>.First, "the bucket refills");
    }
}
