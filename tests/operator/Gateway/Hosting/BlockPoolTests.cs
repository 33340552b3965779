using Slipway.Gateway.Hosting;

namespace Slipway.Gateway.Tests.Hosting;

public sealed class BlockPoolTests
{
    private readonly BlockPool pool = new();

    [Fact]
    public void A_block_that_is_given_back_is_the_next_one()
    {
        var first = pool.Rent();
        var second = pool.Rent(1);
        first.Dispose();

        pool.Rent(BlockPool.BlockBytes).ShouldBeSameAs(first);
        pool.Rent().ShouldNotBeSameAs(second);
    }

    [Fact]
    public void A_block_has_the_size_that_was_asked_for_at_least() => pool.Rent(1).Memory.Length.ShouldBe(BlockPool.BlockBytes);

    [Fact]
    public void More_than_a_block_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Rent(BlockPool.BlockBytes + 1));

    [Fact]
    public void A_listener_that_ends_takes_nothing_from_the_others()
    {
        var block = pool.Rent();
        pool.Create().Dispose();
        block.Dispose();

        pool.Create().Rent().ShouldBeSameAs(block);
    }
}
