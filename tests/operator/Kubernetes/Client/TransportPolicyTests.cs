using System.Net;
using System.Net.Sockets;
using Slipway.Kubernetes.Client.Transport;
using Slipway.Kubernetes.Client.Watching;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class TransportPolicyTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(1, 12_550)]
    public void A_Retry_After_is_honoured_with_jitter_on_top(double jitter, int milliseconds) =>
        RetryPolicy.AfterAnswer(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(10), Longest, 0, jitter)
            .ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void The_eleventh_try_is_the_last()
    {
        RetryPolicy.AfterAnswer(HttpStatusCode.ServiceUnavailable, TimeSpan.Zero, Longest, 9, 0).ShouldNotBeNull();
        RetryPolicy.AfterAnswer(HttpStatusCode.ServiceUnavailable, TimeSpan.Zero, Longest, 10, 0).ShouldBeNull();
        RetryPolicy.AfterFailure(HttpMethod.Get, new SocketException((int)SocketError.ConnectionReset), 10, 0).ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", SocketError.ConnectionReset, true)]
    [InlineData("GET", SocketError.ConnectionRefused, false)]
    [InlineData("POST", SocketError.ConnectionReset, false)]
    [InlineData("PATCH", SocketError.ConnectionReset, false)]
    public void Only_reads_are_sent_again_and_only_after_a_connection_that_stood(string method, SocketError error, bool again)
    {
        var failure = new HttpRequestException("x", new IOException("y", new SocketException((int)error)));
        RetryPolicy.AfterFailure(new HttpMethod(method), failure, 0, 1).HasValue.ShouldBe(again);
    }

    [Fact]
    public void A_watch_lasts_between_five_and_ten_minutes()
    {
        WatchOpener.RandomTimeout(0).ShouldBe(TimeSpan.FromMinutes(5));
        WatchOpener.RandomTimeout(1).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact(Timeout = 10_000)]
    public async Task The_rate_limit_lets_a_burst_through_and_then_one_per_interval()
    {
        var clock = new TestClock();
        var limit = new RequestRateLimit(requestsPerSecond: 2, burst: 3, clock);
        for (var i = 0; i < 3; i++)
            limit.WaitAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();

        var fourth = limit.WaitAsync(CancellationToken.None);
        var fifth = limit.WaitAsync(CancellationToken.None);
        fourth.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromMilliseconds(500));
        await fourth;
        fifth.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(500));
        await fifth;
    }
}
