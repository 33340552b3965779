using System.Security.Cryptography;
using System.Text;
using Slipway.Gateway.Access;

namespace Slipway.Gateway.Tests.Access;

public sealed class KeyRingTests
{
    [Theory]
    [InlineData("alice", "one", "alice")]
    [InlineData("alice.2", "one", "alice")]
    [InlineData("team.a", "one", "team.a")]
    [InlineData("team.a.12", "one", "team.a")]
    [InlineData("alice", "two", null)]
    [InlineData("alice", "", null)]
    public void A_key_is_its_callers_and_nobody_elses(string entry, string shown, string? consumer) => Ring((entry, Hash("one"))).Find(shown).ShouldBe(consumer);

    [Fact]
    public void Two_keys_of_a_caller_are_valid_at_once()
    {
        var ring = Ring(("alice", Hash("old")), ("alice.2", Hash("new")), ("bob", Hash("other")));

        ring.Find("old").ShouldBe("alice");
        ring.Find("new").ShouldBe("alice");
        ring.Find("other").ShouldBe("bob");
    }

    [Theory]
    [InlineData("one")]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:zz")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_hash_lets_nobody_in_and_is_named(string value)
    {
        var ring = Ring(("alice", value), ("bob", Hash("other")));

        ring.Malformed.ShouldBe(["alice"]);
        ring.Find(value).ShouldBeNull();
        ring.Find("other").ShouldBe("bob");
    }

    [Fact]
    public void A_hash_may_end_with_the_line_that_a_file_ends_with() => Ring(("alice", Hash("one") + "\n")).Find("one").ShouldBe("alice");

    [Fact]
    public void The_hash_itself_is_no_key() => Ring(("alice", Hash("one"))).Find(Hash("one")).ShouldBeNull();

    internal static string Hash(string key) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    private static KeyRing Ring(params (string Name, string Value)[] entries) =>
        new(entries.ToDictionary(entry => entry.Name, entry => Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value))));
}
