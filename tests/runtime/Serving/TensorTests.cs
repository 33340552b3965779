using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Copies_values_and_reads_them_back()
    {
        using var tensor = Tensor.From<float>("x", TensorDatatype.Fp32, [2, 2], [1, 2, 3, 4]);
        tensor.ElementCount.ShouldBe(4);
        tensor.ByteLength.ShouldBe(16);
        tensor.As<float>().ToArray().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Gives_memory_back_once_and_is_not_readable_afterwards()
    {
        var owner = new CountedOwner();
        var tensor = Tensor.Borrow("x", TensorDatatype.Uint8, [2], new byte[] { 1, 2 }, owner);
        tensor.Dispose();
        tensor.Dispose();
        owner.Returned.ShouldBe(1);
        tensor.ByteLength.ShouldBe(2);
        Should.Throw<ObjectDisposedException>(() => tensor.Data);
    }

    [Fact]
    public void Compares_specs_by_value()
    {
        var spec = new TensorSpec("x", TensorDatatype.Int64, [-1, 3]);
        spec.ShouldBe(new TensorSpec("x", TensorDatatype.Int64, [-1, 3]));
        spec.ShouldNotBe(new TensorSpec("x", TensorDatatype.Int64, [-1, 4]));
        spec.ToString().ShouldBe("x INT64[-1,3]");
    }

    [Fact]
    public void Keeps_deadlines_on_the_monotonic_clock()
    {
        var time = new ManualTime();
        var deadline = Deadline.After(TimeSpan.FromSeconds(2), time);
        time.Advance(TimeSpan.FromSeconds(1.5));
        deadline.Remaining(time).ShouldBe(TimeSpan.FromSeconds(0.5));
        time.Advance(TimeSpan.FromSeconds(5));
        deadline.Remaining(time).ShouldBe(TimeSpan.Zero);
        Deadline.Never.Remaining(time).ShouldBeNull();
        Deadline.Earlier(Deadline.Never, deadline).ShouldBe(deadline);
        Deadline.Earlier(Deadline.After(TimeSpan.FromSeconds(1), time), deadline).ShouldBe(deadline);
        Deadline.After(TimeSpan.MaxValue, time).Remaining(time).ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromDays(1000));
    }
}
