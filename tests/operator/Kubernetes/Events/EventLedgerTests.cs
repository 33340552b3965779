using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Events;

public sealed class EventLedgerTests
{
    private readonly EventLedger ledger = new();

    [Fact]
    public void A_repeat_raises_the_count_of_the_same_event()
    {
        var first = ledger.Record(Note("m"), TimeSpan.Zero)!;
        var second = ledger.Record(Note("m"), TimeSpan.Zero)!;

        first.Count.ShouldBe(1);
        second.ShouldBe(first with { Count = 2 });
    }

    [Theory]
    [InlineData("u1", EventType.Normal, "Reason", "other")]
    [InlineData("u1", EventType.Normal, "Other", "m")]
    [InlineData("u1", EventType.Warning, "Reason", "m")]
    [InlineData("u2", EventType.Normal, "Reason", "m")]
    public void Another_object_type_reason_or_message_is_another_event(string uid, EventType type, string reason, string message)
    {
        var first = ledger.Record(Note("m"), TimeSpan.Zero)!;
        var other = ledger.Record(Note(message, uid, type, reason), TimeSpan.Zero)!;

        other.Count.ShouldBe(1);
        other.Name.ShouldNotBe(first.Name);
    }

    [Fact]
    public void An_object_with_too_much_to_tell_is_cut_and_others_are_not()
    {
        var written = Enumerable.Range(0, 200).Count(number => ledger.Record(Note($"{number}"), TimeSpan.Zero) is not null);

        written.ShouldBe(EventLedger.Burst);
        ledger.Record(Note("m", uid: "u2"), TimeSpan.Zero).ShouldNotBeNull();
        ledger.Record(Note("late"), EventLedger.Refill).ShouldNotBeNull();
        ledger.Record(Note("later"), EventLedger.Refill).ShouldBeNull();
    }

    [Fact]
    public void Forgets_the_oldest_rather_than_growing()
    {
        ledger.Record(Note("m", "old"), TimeSpan.Zero);
        for (var number = 0; number < EventLedger.Capacity; number++)
            ledger.Record(Note("m", $"u{number}"), TimeSpan.Zero);

        ledger.Record(Note("m", "old"), TimeSpan.Zero)!.Count.ShouldBe(1);
    }

    [Fact]
    public void Names_fit_even_for_the_longest_object()
    {
        var config = Samples.Stored($"{new string('a', 219)}-{new string('b', 33)}", "u1", 1);
        var name = ledger.Record(EventNote.Of(config, EventType.Normal, "R", "m", DateTimeOffset.UnixEpoch.AddYears(60)), TimeSpan.Zero)!.Name;

        name.Length.ShouldBeLessThanOrEqualTo(253);
        name.ShouldNotContain("-.");
    }

    [Theory]
    [InlineData(1024, 1024)]
    [InlineData(1025, 1024)]
    [InlineData(5000, 1024)]
    public void Messages_are_cut(int length, int expected) => Note(new string('x', length)).Message.Length.ShouldBe(expected);

    [Fact]
    public void Messages_are_not_cut_through_a_character() =>
        Note($"{new string('x', 1022)}😀😀").Message.ShouldBe($"{new string('x', 1022)}…");

    private static EventNote Note(string message, string uid = "u1", EventType type = EventType.Normal, string reason = "Reason") =>
        EventNote.Of(Samples.Stored("one", uid, 1), type, reason, message, DateTimeOffset.UnixEpoch);
}
