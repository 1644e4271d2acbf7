package org.xaatlas.demo;

/**
 * What is known of a commune before anything is made up: facts of the unit list.
 *
 * @param code official code
 * @param name bare name
 * @param type Xã or Phường
 * @param province code of its province
 * @param lon longitude of an approximate centre, rounded to 0.01 degree
 * @param lat latitude of it
 * @param area approximate area in km2
 * @param former code of the province of 2021 its land lies in
 */
record Place(
    String code,
    String name,
    String type,
    String province,
    double lon,
    double lat,
    double area,
    String former) {
  boolean urban() {
    return type.equals("Phường");
  }
}
