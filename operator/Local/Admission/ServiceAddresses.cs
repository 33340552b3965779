using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Local.Admission;

/// <summary>Cluster addresses of Services. Nothing routes them; they are there because every Service has one.</summary>
internal static class ServiceAddresses
{
    /// <summary>An address in 198.19.0.0/16, the range reserved for benchmarks, that follows from the UID.</summary>
    public static string For(string uid)
    {
        var hash = BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uid)));
        return $"198.19.{hash >> 8}.{hash & 0xff}";
    }
}
