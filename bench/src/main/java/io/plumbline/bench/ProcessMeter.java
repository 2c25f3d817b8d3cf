package io.plumbline.bench;

import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** What a process and those it started use. */
final class ProcessMeter {
  private final OperatingSystem system = new SystemInfo().getOperatingSystem();
  private final Process process;

  /**
   * A reading.
   *
   * @param cpuSeconds in user and kernel mode since the start
   * @param residentBytes now
   */
  record Usage(double cpuSeconds, long residentBytes) {}

  ProcessMeter(Process process) {
    this.process = process;
  }

  Usage read() {
    List<Integer> pids = new ArrayList<>(List.of((int) process.pid()));
    process.descendants().forEach(child -> pids.add((int) child.pid()));
    long millis = 0;
    long resident = 0;
    for (int pid : pids) {
      OSProcess one = system.getProcess(pid);
      if (one != null) {
        millis += one.getUserTime() + one.getKernelTime();
        resident += one.getResidentMemory();
      }
    }
    return new Usage(millis / 1000.0, resident);
  }
}
