using System.IO.Compression;
using System.Text;
using Konnect.Modules.Attendance.Inspection;
using Microsoft.AspNetCore.Http;

namespace Konnect.Modules.Attendance.Tests.Inspection;

public sealed class CheckPackageTests
{
    [Fact]
    public async Task As_it_was_made_it_is_unchanged_also_when_packed_again()
    {
        await using var it = await OnInspection.CreateAsync();
        var (_, path) = await it.PackAsync(OnInspection.Week);
        var check = await CheckAsync(it, await File.ReadAllBytesAsync(path));
        check.Value.Differences.ShouldBeEmpty();
        (check.Value.LocationName, check.Value.From, check.Value.To, check.Value.MadeBy).ShouldBe(("De Regenboog", OnInspection.Tuesday, OnInspection.Thursday, "Test"));
        (await CheckAsync(it, Pack(MakePackageTests.Read(path)))).Value.Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_byte_is_found_in_any_file_whatever_the_list_says()
    {
        await using var it = await OnInspection.CreateAsync();
        var files = MakePackageTests.Read((await it.PackAsync(OnInspection.Week)).Path);
        foreach (var name in files.Keys)
        {
            var altered = files.ToDictionary(f => f.Key, f => (byte[])f.Value.Clone());
            altered[name][^1] ^= 1;
            (await CheckAsync(it, Pack(altered))).Value.Differences.ShouldBe([new(name, "changed")]);
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_or_came_along_is_named()
    {
        await using var it = await OnInspection.CreateAsync();
        var files = MakePackageTests.Read((await it.PackAsync(OnInspection.Week)).Path);
        files.Remove("dagen.csv");
        files["brief.txt"] = [1];
        (await CheckAsync(it, Pack(files))).Value.Differences.ShouldBe([new("dagen.csv", "missing"), new("brief.txt", "added")]);
    }

    [Fact]
    public async Task What_was_not_made_here_or_for_other_days_is_unknown()
    {
        await using var it = await OnInspection.CreateAsync();
        foreach (var broken in new byte[][] { [], [1, 2, 3], new byte[5000], [.. Pack(new() { ["a.txt"] = [1] }).Take(40)], [.. Pack(new() { ["a.txt"] = [1] }).Skip(40)] })
            (await CheckAsync(it, broken)).Errors[0].Code.ShouldBe("attendance.package-unreadable");
        (await CheckAsync(it, Pack(new() { ["a.txt"] = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString()) }))).Errors[0].Code.ShouldBe("attendance.package-unknown");
        var all = await File.ReadAllBytesAsync((await it.PackAsync(OnInspection.Week)).Path);
        (await CheckAsync(it, all, OnInspection.Inspector)).Errors[0].Code.ShouldBe("attendance.package-unknown");
        (await CheckAsync(it, all, OnInspection.By(OnInspection.Tuesday, OnInspection.Thursday, "L2"))).Errors[0].Code.ShouldBe("attendance.package-unknown");
        (await CheckAsync(it, all, OnInspection.By(OnInspection.Tuesday, OnInspection.Thursday))).IsSuccess.ShouldBeTrue();
    }

    private static Task<BuildingBlocks.Results.Result<CheckPackage.Response>> CheckAsync(AttendanceHost it, byte[] zip, BuildingBlocks.Security.ICurrentUser? user = null) =>
        it.SendAsync(new CheckPackage.Query(new FormFile(new MemoryStream(zip), 0, zip.Length, "Package", "package.zip").OpenReadStream()), user);

    private static byte[] Pack(Dictionary<string, byte[]> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
