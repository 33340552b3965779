using Slipway.Runtime.Serving.Store.Caching;

namespace Slipway.Runtime.Serving.Tests.Store.Caching;

public sealed class RangeLedgerTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 25)]
    [InlineData(95, 95)]
    public void Takes_over_the_beginning_that_is_there(long prefix, long done)
    {
        var ledger = RangeLedger.Start(95, 10, prefix);
        ledger.DoneBytes.ShouldBe(done);
        ledger.PrefixBytes.ShouldBe(prefix);
    }

    [Fact]
    public void Gives_out_each_missing_part_once()
    {
        var ledger = RangeLedger.Start(25, 10, 12);
        ledger.Take().ShouldBe((1, 12, 8));
        ledger.Take().ShouldBe((2, 20, 5));
        ledger.Take().ShouldBeNull();
    }

    [Fact]
    public void Remembers_what_was_written()
    {
        var ledger = RangeLedger.Start(25, 10, 10);
        ledger.Add(1, 3);
        ledger.Add(2, 5);
        var read = RangeLedger.Parse(ledger.Text(), 25).ShouldNotBeNull();
        read.DoneBytes.ShouldBe(18);
        read.PrefixBytes.ShouldBe(13);
        read.Take().ShouldBe((1, 13, 7));
        read.Take().ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    [InlineData("slipway-ranges-1 26 10 0,0,0")]
    [InlineData("slipway-ranges-1 25 0 0,0,0")]
    [InlineData("slipway-ranges-1 25 10 0,0")]
    [InlineData("slipway-ranges-1 25 10 0,0,6")]
    [InlineData("slipway-ranges-1 25 10 0,11,0")]
    [InlineData("slipway-ranges-1 25 10 0,-1,0")]
    [InlineData("slipway-ranges-1 25 10 0,x,0")]
    public void Believes_no_ledger_that_does_not_fit(string text) => RangeLedger.Parse(text, 25).ShouldBeNull();
}
