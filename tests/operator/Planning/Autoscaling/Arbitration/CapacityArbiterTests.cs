using Slipway.Planning.Autoscaling.Arbitration;

namespace Slipway.Planning.Tests.Autoscaling.Arbitration;

public sealed class CapacityArbiterTests
{
    [Fact]
    public void What_is_guaranteed_comes_before_priority() =>
        Share(4, Claim("low", guaranteed: 2, needs: 4), Claim("high", needs: 10, priority: 100)).ShouldBe("high 2, low 2");

    [Fact]
    public void What_is_needed_goes_by_priority() =>
        Share(6, Claim("low", needs: 5), Claim("high", needs: 4, priority: 1)).ShouldBe("high 4, low 2");

    [Fact]
    public void What_is_only_held_is_reclaimed_first() =>
        Share(6, Claim("held", holds: 6, needs: 2, wants: 6, priority: 100), Claim("needs", needs: 4)).ShouldBe("held 2, needs 4");

    [Fact]
    public void Equals_get_equal_parts() =>
        Share(6, Claim("a", needs: 9, arrivals: 9), Claim("b", needs: 9, arrivals: 9)).ShouldBe("a 3, b 3");

    [Fact]
    public void At_equal_priority_a_gpu_goes_where_it_helps_most_requests() =>
        Share(2, Claim("slow", needs: 2, arrivals: 1), Claim("quick", needs: 2, arrivals: 500)).ShouldBe("quick 2, slow 0");

    [Fact]
    public void A_replica_of_several_gpus_counts_them_all() =>
        Share(5, Claim("wide", needs: 3, gpus: 2, priority: 1), Claim("small", needs: 3)).ShouldBe("small 1, wide 2");

    [Fact]
    public void What_no_wide_replica_fits_goes_to_a_small_one() =>
        Share(3, Claim("wide", needs: 1, gpus: 4, priority: 9), Claim("small", needs: 5)).ShouldBe("small 3, wide 0");

    [Fact]
    public void Enough_for_all_gives_all_they_want() =>
        Share(100, Claim("a", needs: 2, wants: 5), Claim("b", needs: 3, wants: 3)).ShouldBe("a 5, b 3");

    [Fact]
    public void Never_more_is_given_than_there_is()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var claims = Enumerable.Range(0, random.Next(1, 8)).Select(index => Claim(
                $"m{index}",
                holds: random.Next(0, 5),
                guaranteed: random.Next(0, 3),
                needs: random.Next(0, 10),
                wants: random.Next(0, 12),
                priority: random.Next(-2, 3),
                gpus: random.Next(1, 4),
                arrivals: random.Next(0, 100))).ToList();
            var gpus = random.Next(0, 30);

            var shares = CapacityArbiter.Share(gpus, claims);

            claims.Sum(claim => shares[claim.Key] * claim.GpusPerReplica).ShouldBeLessThanOrEqualTo(gpus, $"seed {seed}");
            claims.ShouldAllBe(claim => shares[claim.Key] <= Math.Max(claim.Guaranteed, Math.Max(claim.Needs, claim.Wants)));
        }
    }

    private static string Share(int gpus, params CapacityClaim[] claims) => string.Join(
        ", ", CapacityArbiter.Share(gpus, claims).OrderBy(share => share.Key, StringComparer.Ordinal).Select(share => $"{share.Key} {share.Value}"));

    private static CapacityClaim Claim(
        string key, int holds = 0, int guaranteed = 0, int needs = 0, int? wants = null, int priority = 0, int gpus = 1, double arrivals = 0) => new()
        {
            Key = key,
            Holds = holds,
            Guaranteed = guaranteed,
            Needs = needs,
            Wants = wants ?? needs,
            Priority = priority,
            GpusPerReplica = gpus,
            Arrivals = arrivals,
        };
}
