using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Batching;

public sealed class LearnedBatchSizeTests
{
    private const int Largest = 64;

    [Theory]
    [InlineData("losing", 1)]
    [InlineData("paying", 64)]
    [InlineData("best at 8", 8)]
    [InlineData("a dip at 2", 64)]
    [InlineData("equal", 1)]
    public void The_best_size_is_found_when_many_wait(string shape, int best)
    {
        var size = new LearnedBatchSize(Largest);
        Work(size, Cost(shape), runs: 200);
        Settled(size).ShouldBe(best);
    }

    [Theory]
    [InlineData("losing")]
    [InlineData("paying")]
    [InlineData("best at 8")]
    [InlineData("a dip at 2")]
    public void In_the_long_run_and_with_noise_trials_cost_less_than_a_fiftieth(string shape)
    {
        var (size, cost) = (new LearnedBatchSize(Largest), Cost(shape));
        Work(size, cost, runs: 300, noise: 0.05);
        var (rows, milliseconds) = Work(size, cost, runs: 5_000, noise: 0.05);
        var best = Enumerable.Range(0, 7).Max(power => (1 << power) / cost(1 << power));
        (rows / milliseconds).ShouldBeGreaterThan(0.98 * best);
    }

    [Fact]
    public void What_changes_is_learned_again()
    {
        var size = new LearnedBatchSize(Largest);
        Work(size, Cost("paying"), runs: 200);
        Work(size, Cost("losing"), runs: 10_000);
        Settled(size).ShouldBe(1);
        Work(size, Cost("paying"), runs: 10_000);
        Settled(size).ShouldBe(Largest);
    }

    [Fact]
    public void A_slow_model_keeps_a_size_that_turns_out_wrong_for_seconds_and_not_for_minutes()
    {
        var size = new LearnedBatchSize(Largest);
        Work(size, rows => 30 * rows * (rows == 4 ? 0.9 : 1), runs: 100);
        Settled(size).ShouldBe(4);

        var milliseconds = 0.0;
        while (Settled(size) != 1 && milliseconds < 60_000) milliseconds += Work(size, rows => 30 * Cost("losing")(rows), runs: 1).Milliseconds;

        milliseconds.ShouldBeLessThan(25_000);
    }

    [Fact]
    public void A_size_is_tried_only_when_so_many_wait_and_until_then_the_best_known_one_holds()
    {
        var size = new LearnedBatchSize(Largest);
        Work(size, Cost("paying"), runs: 3, waiting: 5);
        size.MostRows(waiting: 1).ShouldBe(1);
        size.MostRows(waiting: 5).ShouldBe(2);
        Work(size, Cost("paying"), runs: 12, waiting: 5);
        size.MostRows(waiting: 3).ShouldBe(2);
        size.MostRows(waiting: 5).ShouldBe(4);
    }

    [Fact]
    public void Nothing_is_tried_that_would_take_longer_than_anyone_waits()
    {
        var size = new LearnedBatchSize(Largest);
        for (var run = 0; run < 1_000; run++)
        {
            var rows = size.MostRows(Largest);
            var took = 150 * Math.Pow(rows, 0.9);
            took.ShouldBeLessThan(400);
            size.Ran(rows, TimeSpan.FromMilliseconds(took));
        }

        Settled(size).ShouldBe(2);
    }

    [Theory]
    [InlineData(8, "paying", 64)]
    [InlineData(8, "losing", 1)]
    [InlineData(3, "paying", 64)]
    public void Requests_of_several_rows_are_learned_about_by_what_they_add_up_to(int rows, string shape, int best)
    {
        var size = new LearnedBatchSize(Largest);
        for (var run = 0; run < 2_000; run++)
        {
            var ran = Math.Max(1, size.MostRows(Largest) / rows) * rows;
            size.Ran(ran, TimeSpan.FromMilliseconds(Cost(shape)(ran)));
        }

        Settled(size).ShouldBe(best);
    }

    [Fact]
    public void A_machine_that_changes_from_one_second_to_the_next_does_not_mislead()
    {
        var (size, seconds, random) = (new LearnedBatchSize(Largest), 0.0, new Random(1));
        for (var run = 0; run < 20_000; run++)
        {
            // Now and then, for a while, everything takes twice as long, as where two virtual processors come to share a real one.
            var rows = size.MostRows(Largest);
            var took = Cost("losing")(rows) * 20 * (1 + (0.1 * random.NextDouble())) * ((int)(seconds / 3) % 2 == 0 ? 1 : 2);
            size.Ran(rows, TimeSpan.FromMilliseconds(took));
            seconds += took / 1000;
            if (run > 100) size.Capacity(slots: 1).MaxBatchSize.ShouldBe(1);
        }
    }

    [Fact]
    public void A_trial_for_which_too_few_wait_is_made_later()
    {
        var size = new LearnedBatchSize(Largest);
        Work(size, Cost("paying"), runs: 100, waiting: 1);
        Settled(size).ShouldBe(1);
        Work(size, Cost("paying"), runs: 200);
        Settled(size).ShouldBe(Largest);
    }

    /// <summary>The size in use, whatever is on trial.</summary>
    private static int Settled(LearnedBatchSize size) => size.Capacity(slots: 1).MaxBatchSize;

    private static Func<double, double> Cost(string shape) => shape switch
    {
        "losing" => rows => rows * (1 + (0.2 * Math.Log2(rows))),
        "paying" => rows => 1 + (0.1 * rows),
        "best at 8" => rows => rows * (1 + Math.Abs(Math.Log2(rows) - 3)) / 4,
        "a dip at 2" => rows => rows == 2 ? 4 : 1 + (0.1 * rows),
        "equal" => rows => rows,
        _ => throw new ArgumentException($"'{shape}' is no shape.", nameof(shape)),
    };

    /// <summary>Runs whatever the size allows.</summary>
    private static (double Rows, double Milliseconds) Work(LearnedBatchSize size, Func<double, double> cost, int runs, long waiting = Largest, double noise = 0)
    {
        var random = new Random(1);
        var (all, milliseconds) = (0.0, 0.0);
        for (var run = 0; run < runs; run++)
        {
            var rows = Math.Min(waiting, size.MostRows(waiting));
            var took = cost(rows) * (1 + (noise * ((2 * random.NextDouble()) - 1)));
            size.Ran(rows, TimeSpan.FromMilliseconds(took));
            all += rows;
            milliseconds += took;
        }

        return (all, milliseconds);
    }
}
