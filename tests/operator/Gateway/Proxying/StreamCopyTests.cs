using System.Buffers;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Tests.Proxying;

public sealed class StreamCopyTests
{
    [Fact]
    public async Task Bytes_that_a_slow_reader_may_still_get_are_never_another_requests()
    {
        using var source = new MemoryStream("mine"u8.ToArray());
        await using var target = new StuckStream();

        await Should.ThrowAsync<TimeoutException>(
            () => StreamCopy.RunAsync(source, target, new ByteCount(), TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None));

        // What the pool hands out next, on whatever thread, is filled by others.
        for (var request = 0; request < 64; request++)
            ArrayPool<byte>.Shared.Rent(64 * 1024).AsSpan().Fill((byte)'x');
        target.Given.ToArray().ShouldBe("mine"u8.ToArray());
    }

    /// <summary>Takes what it is given, and never comes to an end with it.</summary>
    private sealed class StuckStream : MemoryStream
    {
        public ReadOnlyMemory<byte> Given { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given = buffer;
            return new ValueTask(new TaskCompletionSource().Task);
        }
    }
}
